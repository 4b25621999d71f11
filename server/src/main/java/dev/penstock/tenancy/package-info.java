/**
 * Who may do what: organisations and the centre's staff, projects, members and their roles, API
 * keys, sessions, the audit log, notifications.
 *
 * <p>A controller of any module takes a {@link dev.penstock.tenancy.Caller} as an argument, and
 * asks it before it acts.
 */
@NullMarked
package dev.penstock.tenancy;

import org.jspecify.annotations.NullMarked;
