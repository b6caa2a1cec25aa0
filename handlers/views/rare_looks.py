"""Every look that few people see: of the desk, of the evaluation and of the showcase."""

from handlers.views import (  # noqa: F401 - each registers its looks
    desk_cases,
    desk_deciding,
    desk_figures,
    desk_forms,
    desk_lists,
    desk_several,
    evaluating,
    province_board,
    province_nudge,
    province_questions,
    province_town,
)
