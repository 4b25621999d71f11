package dev.penstock.tenancy;

import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problems;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Members over HTTP. */
@RestController
@RequestMapping("/v1/members")
final class MemberController {
  private final Members members;

  MemberController(Members members) {
    this.members = members;
  }

  /**
   * A member to add.
   *
   * @param name needed when the email is new to the centre
   * @param role one role; or give {@code roles}
   * @param password the first password, needed when the email is new to the centre
   */
  record NewMember(
      String email,
      @Nullable String name,
      @Nullable Role role,
      @Nullable List<Role> roles,
      @Nullable String password) {
    @Override
    public String toString() {
      return "NewMember[email=" + email + "]";
    }
  }

  /** The roles that a member is to have: one as {@code role}, or several as {@code roles}. */
  record NewRoles(@Nullable Role role, @Nullable List<Role> roles) {}

  @GetMapping
  Page<Member> listMembers(
      Caller caller,
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return members.list(
        caller, role == null ? null : Role.parse(role), new ListQuery(q, sort, limit, cursor));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Member addMember(Caller caller, @RequestBody NewMember member) {
    return members.add(
        caller, member.email, member.name, roles(member.role, member.roles), member.password);
  }

  @PutMapping("/{id}")
  Member changeMember(Caller caller, @PathVariable PersonId id, @RequestBody NewRoles change) {
    return members.change(caller, id, roles(change.role, change.roles));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeMember(Caller caller, @PathVariable PersonId id) {
    members.remove(caller, id);
  }

  private static Set<Role> roles(@Nullable Role one, @Nullable List<Role> several) {
    if ((one == null) == (several == null)) {
      throw Problems.invalid(
          "role", one == null ? null : one.code(), "give either one role, or a list of roles");
    }
    return one == null ? Set.copyOf(several) : Set.of(one);
  }
}
