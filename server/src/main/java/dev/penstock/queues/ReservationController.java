package dev.penstock.queues;

import dev.penstock.queues.BookingDesk.NewReservation;
import dev.penstock.queues.BookingDesk.ReservationView;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reservations over HTTP. */
@RestController
@RequestMapping("/v1/reservations")
final class ReservationController {
  private final BookingDesk desk;

  ReservationController(BookingDesk desk) {
    this.desk = desk;
  }

  @Operation(summary = "List the reservations that have not ended, or all with ended=true")
  @GetMapping
  Page<ReservationView> listReservations(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean ended,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.OPERATE);
    return desk.list(ended, new ListQuery(null, sort, limit, cursor));
  }

  @Operation(summary = "Keep room for an organisation, or for a project of it")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ReservationView makeReservation(Caller caller, @RequestBody NewReservation wanted) {
    caller.require(Permission.OPERATE);
    return desk.make(caller, wanted);
  }

  @Operation(summary = "Take a reservation back")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeReservation(Caller caller, @PathVariable String id) {
    caller.require(Permission.OPERATE);
    desk.remove(caller, Ids.parse("reservation", id));
  }
}
