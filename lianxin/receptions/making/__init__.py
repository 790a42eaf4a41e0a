"""The plan maker: proposes who receives when, for a station or a township, and says which wish cannot be met and why.

The solver runs in a process of its own, which knows nothing of Django: `running.made` starts it. What both sides
import (`values`) stays plain Python.
"""
