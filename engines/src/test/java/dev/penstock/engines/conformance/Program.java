package dev.penstock.engines.conformance;

/** What a job of the suite does; a bed that runs no programs acts it out. */
public sealed interface Program {

  /** The program as a script of {@code sh}. */
  String shell();

  /** Prints what it has to say and ends. */
  record Exits(int code, String says) implements Program {
    @Override
    public String shell() {
      return "printf '%%s' '%s'; exit %d".formatted(says, code);
    }
  }

  /** Prints {@code up} and a line feed; once told to go on prints what it says and ends. */
  record Waits(int code, String says) implements Program {
    public Waits() {
      this(0, "");
    }

    @Override
    public String shell() {
      return "echo up; while [ ! -e /job/work/go ]; do sleep 0.02; done; printf '%%s' '%s'; exit %d"
          .formatted(says, code);
    }
  }

  /** Prints {@code up} and goes on through every signal that it can catch. */
  record Deaf() implements Program {
    @Override
    public String shell() {
      return "trap '' TERM INT HUP; echo up; while :; do sleep 0.05; done";
    }
  }

  /** Prints {@code up}; at SIGTERM prints {@code saved} and ends with exit code 3. */
  record Saves() implements Program {
    @Override
    public String shell() {
      return "trap 'echo saved; exit 3' TERM; echo up; while :; do sleep 0.05; done";
    }
  }

  /** Ends by a signal. */
  record Signalled(int signal) implements Program {
    @Override
    public String shell() {
      return "kill -%d $$; sleep 1000".formatted(signal);
    }
  }

  /** Takes more memory than it may. */
  record Hungry() implements Program {
    @Override
    public String shell() {
      return "python3 -c \"import time; x = b'x' * (1 << 29); time.sleep(1000)\"";
    }
  }

  /** Makes more processes than it may. */
  record Forks() implements Program {
    @Override
    public String shell() {
      return "f() { f & f & wait; }; f";
    }
  }

  /** Prints without end. */
  record Floods() implements Program {
    @Override
    public String shell() {
      return "yes";
    }
  }

  /** Anything; only beds that run programs can do so. */
  record Script(String shell) implements Program {}
}
