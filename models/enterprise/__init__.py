"""Enterprise management (domain 4.1): who may take part in the pilot, and what ends that.

Built like the core of a consignment, and smaller: messages in, `decide`, events, `evolve`, and
deadlines as data of the rulebook. One stream an enterprise, `enterprise/<code>`.
"""
