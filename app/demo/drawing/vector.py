"""Drawings as SVG, for models that answer with lines instead of pixels."""

from random import Random


def draw_vector(words: str, width: int, height: int) -> bytes:
    """A drawing of words: the same words give the same one."""
    random = Random(words)
    hue = random.randrange(360)
    shapes = [f'<rect width="{width}" height="{height}" fill="hsl({hue} 60% 88%)"/>']
    for step in range(5):
        x, y = random.randrange(width), random.randrange(height)
        colour = f"hsl({(hue + 40 * step) % 360} 65% {70 - 9 * step}%)"
        shapes.append(f'<circle cx="{x}" cy="{y}" r="{min(width, height) // (step + 4)}" fill="{colour}"/>')
        points = " ".join(f"{random.randrange(width)},{random.randrange(height)}" for _ in range(3))
        shapes.append(f'<polygon points="{points}" fill="{colour}" opacity="0.6"/>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    return f"{head}{''.join(shapes)}</svg>\n".encode()
