from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "amity.customers.activities"
    label = "customers_activities"
    verbose_name = "Calls and meetings"

    def ready(self) -> None:
        from amity.customers.activities import commands  # noqa: F401 - declares commands and facts
        from amity.customers.activities.facts import CallLogged, MeetingLogged
        from amity.customers.activities.queries import living_texts
        from amity.customers.activities.undoing import plan_activities, wants
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.ui.help import register_help
        from amity.records.kinds.filtering import register_counted_fact
        from amity.records.timeline.texts import register_texts
        from amity.records.timeline.writing import Writable, register_writable
        from amity.records.undo.plans import register_inverse

        register_help("customers_activities", "history")
        register_counted_fact(CallLogged, "call", _("Calls"), order=20)
        register_counted_fact(MeetingLogged, "meeting", _("Meetings"), order=30)
        register_group(Group(2, "call", _("Calls"), "call"))
        register_group(Group(3, "meeting", _("Meetings"), "meeting"))
        for name in ("call.logged", "meeting.logged"):
            register_texts(name, "activity_id", living_texts)
        register_writable(Writable("call", _("Call"), "call", "activities.log_call", has_minutes=True))
        register_writable(Writable("meeting", _("Meeting"), "meeting", "activities.log_meeting", has_minutes=True))
        register_inverse(wants, plan_activities)
