"""Answers in a form: the schema that is asked for, and answers as trees and tables."""
