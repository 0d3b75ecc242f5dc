"""The vocabulary everybody shares: claims, quantities, metrics, units, periods, verdicts.

Plain Python: nothing here knows spaCy, SQL, Prefect or the network.
"""
