"""A ticket (工单): its moves, who may make them, what it counts for."""
