-- Whom a restore leaves out: few among all whom staff ever said something about.
CREATE INDEX person_extension_sanctioned ON person_extension (user_id) WHERE standing IN ('suspended', 'dismissed');
