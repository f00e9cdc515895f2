"""The functions on paths, which are posixpath's."""

from posixpath import *
from posixpath import __all__
