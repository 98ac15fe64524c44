-- Channels as they are saved and as sending to them goes, told to whoever looks at them.
CREATE FUNCTION announce_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'alert:channels');
  RETURN NULL;
END $$;
CREATE TRIGGER alert_channel_announce AFTER INSERT OR UPDATE OR DELETE ON alert_channel
  FOR EACH STATEMENT EXECUTE FUNCTION announce_alerts();
