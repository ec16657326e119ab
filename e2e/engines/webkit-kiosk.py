#!/usr/bin/python3
"""A kiosk app on WebKitGTK: one window, and what its pages store stays in the folder it is given.

WebKit's own MiniBrowser forgets everything at its end when it is driven from outside, so it cannot show what a tablet
does when the power comes back.
"""

import sys

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import Gtk, WebKit2

profile = sys.argv[1]
kept = WebKit2.WebsiteDataManager(base_data_directory=profile, base_cache_directory=profile)
context = WebKit2.WebContext.new_with_website_data_manager(kept)
context.set_automation_allowed(True)


def show(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=1280, default_height=800)
    window.add(view)
    window.show_all()
    return view


context.connect('automation-started', lambda _context, session: session.connect('create-web-view', show))
Gtk.main()
