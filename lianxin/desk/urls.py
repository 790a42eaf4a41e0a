from django.urls import path

from lianxin.desk import books
from lianxin.desk.views import (
    files,
    lists,
    opinions,
    paper,
    printing,
    publications,
    register,
    suggestions,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("lists/<slug:key>", lists.listed, name="list"),
    path("opinions/<slug:number>", opinions.opinion, name="opinion"),
    path("opinions/<slug:number>/contact", opinions.contact, name="contact"),
    path("opinions/<slug:number>/sheet", printing.sheet, name="sheet"),
    path("opinions/<slug:number>/<slug:verb>", opinions.act, name="act"),
    path("register", register.register, name="register"),
    path("register/paste", register.paste, name="paste"),
    path("register/form", printing.blank_form, name="blank_form"),
    path("suggestions/new", suggestions.new, name="suggestion_new"),
    path("suggestions/assign", suggestions.bulk_assign, name="bulk_assign"),
    path("suggestions/lists/<slug:key>", lists.suggestions, name="suggestion_list"),
    path("suggestions/<slug:code>", suggestions.suggestion, name="suggestion"),
    path("suggestions/<slug:code>/paper", printing.suggestion_paper, name="suggestion_paper"),
    path("suggestions/<slug:code>/slip", printing.slip, name="slip"),
    path("suggestions/<slug:code>/<slug:verb>", suggestions.act, name="suggestion_act"),
    path("paper", paper.paper, name="paper"),
    path("paper/<uuid:key>/done", paper.done, name="paper_done"),
    path("publications/", publications.publications, name="publications"),
    path("publications/<slug:code>", publications.publication, name="publication"),
    path("publications/<slug:code>/publish", publications.publish, name="publish"),
    path("publications/<slug:code>/withdraw", publications.withdraw, name="withdraw_publication"),
    path("attachments/<slug:code>", files.attachment, name="attachment"),
    path("letters/<slug:code>", files.letter, name="letter"),
    *books.paths(),
]
