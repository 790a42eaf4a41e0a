"""A database in which acts are really committed, for what several do at once."""

from lianxin.funds.tests.conftest import committed as committed
