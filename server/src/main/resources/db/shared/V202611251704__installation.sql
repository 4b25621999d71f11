-- Whose database it is: what follows from the installation's secret, and tells nothing of it.
CREATE TABLE shared.installation (
  id        int PRIMARY KEY CHECK (id = 1),
  seal_mark text NOT NULL
);
SELECT shared.system_table('shared.installation');
