"""How fast the dashboard is beside an ordinary Streamlit page, a Dash page and a Panel page: `make bench`.

Every row is a ratio of two numbers of the same run, so that a busy or slow machine hits both alike. Nothing here is
needed to run the dashboard, and no test holds a time against a limit.
"""
