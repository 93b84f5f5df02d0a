"""Keeps what citizens wrote out of the database's error messages, which end up in logs."""

from sqlalchemy.engine import ExceptionContext


def without_details(context: ExceptionContext) -> None:
    """Cut an error down to its first line.

    PostgreSQL tells the whole row in the lines that follow ("DETAIL: Failing row contains ...").
    """
    error: BaseException | None = context.original_exception
    while error is not None:
        if getattr(error, "detail", None):
            error.detail = None  # type: ignore[attr-defined]
        error.args = tuple(part.partition("\n")[0] if isinstance(part, str) else part for part in error.args)
        error = error.__cause__ or error.__context__
    if context.sqlalchemy_exception is not None:
        told = context.sqlalchemy_exception.args
        context.sqlalchemy_exception.args = tuple(str(part).partition("\n")[0] for part in told)
