"""What a renderer writes, as bytes."""

from io import BytesIO


def rendered(render, what):
    stream = BytesIO()
    render(what, stream)
    return stream.getvalue()
