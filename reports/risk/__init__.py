"""The charts of risk and the report to the customs administration, as data.

Pure: the standard library and the models. Who renders them is elsewhere (`scripts/risk_report/`).
"""
