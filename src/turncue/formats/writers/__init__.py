"""Writers of formats beyond SRT, WebVTT and ASS, one module each: ``write(document, options)`` gives the bytes."""
