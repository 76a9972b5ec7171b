"""What ``antiseche`` can be told to do, a module for each: ``HELP``, ``add_arguments``, ``run``."""
