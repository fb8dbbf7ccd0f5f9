"""Fill an empty data folder with the demo company, through the same set commands an import uses."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.utils import timezone

from amity.config.demo.buying import Buyer, Ware, draw_habit, draw_likes, draw_orders
from amity.config.demo.catalogue import CATALOGUE
from amity.config.demo.colleagues import COLLEAGUES, PASSWORD
from amity.config.demo.people import draw_companies, draw_person
from amity.config.demo.talking import draw_talk
from amity.customers.activities.commands import log_activity
from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import create_companies
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import OrderDraft
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import PersonDraft
from amity.kernel.commands import Actor, Origin, unit_of_work
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import PERSON
from amity.records.notes.commands import write_note
from amity.workspace.accounts.commands import create_demo_accounts
from amity.workspace.accounts.queries import has_accounts
from amity.workspace.settings.commands import change_organisation

SEED = 20_260
PEOPLE, COMPANIES, TALKS = 2_000, 300, 420
ORDERS_A_CALL, RECORDS_A_CALL = 200, 400

Say = Callable[[str], None]
