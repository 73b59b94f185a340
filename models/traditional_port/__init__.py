"""The customs side in the traditional mode: boxes are inspected in the port and picked up after."""
