"""Keep uploaded files on the disk while they are read."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    TemporaryFileUploadHandler,
)


class NamelessFileHandler(TemporaryFileUploadHandler):
    """Name files of the disk without a word of the sender's: a long one fails there."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; what it was called is kept beside it."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = TemporaryUploadedFile(
            "upload", self.content_type, 0, self.charset, self.content_type_extra
        )

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Give the whole file its own name."""
        file = super().file_complete(file_size)
        if file is not None:
            file.name = self.file_name
        return file
