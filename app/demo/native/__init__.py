"""Chat in the formats of OpenAI Responses, Anthropic and Google."""
