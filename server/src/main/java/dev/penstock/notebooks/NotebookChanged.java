package dev.penstock.notebooks;

import dev.penstock.shared.OrgId;

/** A notebook has changed. It only wakes: what holds is in the database. */
public record NotebookChanged(NotebookId notebook, OrgId org) {}
