package dev.penstock.tenancy;

import dev.penstock.shared.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * A member of an organisation.
 *
 * @param id the person's id
 * @param roles at least one
 */
record Member(PersonId id, String email, String name, List<Role> roles, Instant addedAt) {}
