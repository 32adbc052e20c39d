"""What a browser is handed as it is: Streamlit's scripts and styles, each compressed once, and which needs which."""
