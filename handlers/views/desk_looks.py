"""Every look of the desk, for who shows one of them."""

from handlers.views import (  # noqa: F401 - each registers its looks
    desk_cases,
    desk_deciding,
    desk_figures,
    desk_forms,
    desk_lists,
    desk_several,
    province_board,
    province_nudge,
    province_questions,
    province_town,
)
