"""What only a shared PostgreSQL has: who is who, who may see what, and the fleet that polls mailboxes."""
