"""Pages for those who supervise: what is late, who has how much, the figures of the assessment, lists to take away."""
