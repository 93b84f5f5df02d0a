"""Objections (异议) to public data: their moves, clocks and marks (双辽市公共数据管理办法 Art. 43, 44)."""
