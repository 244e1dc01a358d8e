"""What a server's tool gave back, as text for a model."""

import base64
import binascii
import json

import mcp_types as mcp

from app.domain.tool_text import shortened
from app.transport.tool_servers.target import ServerAnswer


def as_answer(result: mcp.CallToolResult) -> ServerAnswer:
    """Texts as they are, structured data as JSON, everything else by what it is and how large."""
    parts = [_words(block) for block in result.content]
    if not parts and result.structured_content is not None:
        parts = [json.dumps(result.structured_content, ensure_ascii=False, indent=2)]
    return ServerAnswer(shortened("\n\n".join(filter(None, parts))), failed=bool(result.is_error))


def _words(block: mcp.ContentBlock) -> str:
    match block:
        case mcp.TextContent(text=text):
            return text
        case mcp.ImageContent(mime_type=mime, data=data):
            return f"[picture: {mime}, {_size(data)}]"
        case mcp.AudioContent(mime_type=mime, data=data):
            return f"[sound: {mime}, {_size(data)}]"
        case mcp.ResourceLink(name=name, uri=uri):
            return f"[{name}]({uri})"
        case mcp.EmbeddedResource(resource=mcp.TextResourceContents(text=text)):
            return text
        case mcp.EmbeddedResource(resource=mcp.BlobResourceContents(uri=uri, mime_type=mime, blob=blob)):
            return f"[file: {uri}, {mime or 'unknown kind'}, {_size(blob)}]"
        case _:
            return f"[{block.type}]"


def _size(data: str) -> str:
    try:
        return f"{len(base64.b64decode(data)):,} bytes"
    except binascii.Error:
        return "damaged"
