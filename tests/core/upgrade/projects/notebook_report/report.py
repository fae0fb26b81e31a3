#!/usr/bin/env python
# coding: utf-8

# # Calls of a month

# In[1]:


get_ipython().run_line_magic('matplotlib', 'inline')
import datetime as dt

import pandas as pd
from warp_customer import *

client = CustomerClient()


# In[2]:


rows = client.cdrs.list(date_from=dt.datetime(2026, 10, 1), date_to=dt.datetime(2026, 11, 1), direction='outbound')
frame = pd.DataFrame([{ 'from': r.ani,   'to': r.dnis, 'seconds': r.billable_duration, 'cost': r.cost } for r in rows])


# In[3]:


rows = client.trunks.list()
busy = {t.name: t.active_calls for t in rows if t.status == models.TrunkStatus.ACTIVE}


# In[4]:


export = client.cdrs.export(date_from=dt.datetime(2026, 10, 1), date_to=dt.datetime(2026, 11, 1), format="csv")
export
