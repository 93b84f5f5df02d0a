"""The operators' live desk (人工会话): queue, talks side by side, what was said."""
