"""One call's conversation as a pure machine: events in, effects out; no clock, no thread, no socket, no sound."""
