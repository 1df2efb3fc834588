from tests.citylinks.test_look_back_pages import *
from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_count(clerk):
    world = living()
    photos = [str(a_photo(world).pk) for _number in range(3)]
    way = published(clerk, photos=photos)
    draft = begun(clerk)
    works = [f"{way}{work}" for work in ("schrijven/", "publiceren/", "intrekken/", "voorbeeld/")]
    for c, pl in ((Client(), [ALL, way]), (clerk, [ALL, way, draft, *works])):
        for p in pl:
            c.get(p)
            with CaptureQueriesContext(connection, ) as q: c.get(p)
            print(len(q), p)
            if "schrijven" in p:
                for one in q: print("   ", one["sql"].replace("citylinks_","")[:60], "...", one["sql"].replace('"','')[one["sql"].replace('"','').find(" FROM "):][:200])
