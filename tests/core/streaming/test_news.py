"""Claims about `warp_client_core.streaming.news`: threads that wait, and what wakes them."""

import threading

from warp_client_core.streaming.news import News


def test_what_happens_between_a_look_and_the_wait_wakes_the_reader():
    """
    Whoever tells of it meets a reader that is counted already, and waits until that one waits.
    """
    news, happened = News(threading.Lock()), []

    with news.reader() as condition:
        assert not happened
        happened.append("now")
        teller = threading.Thread(target=news.tell)
        teller.start()
        was_told = condition.wait(10)
    teller.join(10)

    assert was_told


def test_telling_takes_no_lock_where_nobody_waits():
    lock = threading.Lock()
    news = News(lock)

    with lock:
        news.tell()


def test_a_reader_that_is_gone_is_not_counted():
    lock = threading.Lock()
    news = News(lock)
    with news.reader():
        pass

    with lock:
        news.tell()
