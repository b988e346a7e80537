"""Files by the thousand -> results in a store -> tables. Thin shells round the pipeline, on one machine or several."""
