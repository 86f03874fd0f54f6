"""Sentences to vectors: the one package that knows torch."""

from mtqa.encoding.devices import choose_device, choose_dtype, share_processor
from mtqa.encoding.loading import load_reader
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.paired import Encoder, PairedReader
from mtqa.encoding.readers import EmbeddedReader, Reader

__all__ = [
    "EmbeddedModel",
    "EmbeddedReader",
    "Encoder",
    "PairedReader",
    "Reader",
    "choose_device",
    "choose_dtype",
    "load_reader",
    "share_processor",
]
