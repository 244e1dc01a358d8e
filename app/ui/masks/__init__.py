"""Painting masks: which part of a picture is made anew."""
