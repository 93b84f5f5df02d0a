"""双辽政务助手: the assistant between the citizens of 双辽市 and its offices."""
