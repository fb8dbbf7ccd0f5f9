"""Addresses of accounts. Those of signing in keep the names that allauth looks up."""

from django.urls import include, path, re_path

from amity.workspace.accounts.pages import colleagues, profile, sign_in

sign_in_patterns = [
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-out", sign_in.sign_out, name="account_logout"),
    path("sign-in/inactive", sign_in.inactive, name="account_inactive"),
    path("password", sign_in.password_request, name="account_reset_password"),
    path("password/sent", sign_in.password_sent, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        sign_in.password_new,
        name="account_reset_password_from_key",
    ),
    path("password/done", sign_in.password_done, name="account_reset_password_from_key_done"),
]

room_patterns = [
    path("invitations/<str:token>", sign_in.invitation, name="invitation"),
    path("settings/accounts", colleagues.accounts, name="accounts"),
    path("settings/invitations/<uuid:uid>/withdrawal", colleagues.invitation_withdrawal, name="invitation_withdrawal"),
    path("settings/accounts/<uuid:uid>", colleagues.account, name="account"),
    path("settings/accounts/<uuid:uid>/deactivation", colleagues.deactivation, name="deactivation"),
    path("settings/accounts/<uuid:uid>/reactivation", colleagues.reactivation, name="reactivation"),
    path("preferences", profile.preferences, name="preferences"),
    path("settings/profile", profile.profile, name="profile"),
    path("settings/profile/password", profile.password, name="password"),
]

urlpatterns = [path("", include(sign_in_patterns)), path("", include((room_patterns, "workspace_accounts")))]
