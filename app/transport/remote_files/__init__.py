"""Files at places elsewhere: WebDAV collections and buckets that speak S3. Blocking; for threads alone."""
