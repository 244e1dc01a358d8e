"""The video page: films are ordered on the left, every job is watched on the right."""
