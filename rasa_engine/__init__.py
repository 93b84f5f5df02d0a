"""What of ours runs inside Rasa's own environment (Python 3.10). Imports Rasa, what Rasa brings, and nothing else."""
