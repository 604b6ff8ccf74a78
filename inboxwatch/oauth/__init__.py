"""OAuth 2 for mailboxes: sign in once, keep the tokens in the keyring, have fresh ones at hand.

`settings` is the `oauth2` table of a mailbox, `device` signs in at Microsoft by a code that is typed in any browser
(RFC 8628, through msal), `browser` at Google and others by the browser of this machine (RFC 8252 with PKCE), `grant`
keeps what they gave, `access` hands out an access token that still lasts, refreshed once for all threads and processes.
"""
