"""Tables of dates said in mail, as deadlines, as promises and as neither."""
