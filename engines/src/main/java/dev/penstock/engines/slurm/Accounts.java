package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sees to it that an account has its Unix user, and its place in Slurm's database. */
final class Accounts {
  private static final long HOOK_SECONDS = 60;

  private final SlurmSettings settings;
  private final SlurmControl control;
  private final Map<String, UserPrincipal> users = new ConcurrentHashMap<>();
  private final Map<Account, Boolean> made = new ConcurrentHashMap<>();

  Accounts(SlurmSettings settings, SlurmControl control) {
    this.settings = settings;
    this.control = control;
  }

  /** The name of the user that an account's jobs run as. */
  String userName(Account account) {
    return settings.users().of(account.name());
  }

  /**
   * The user that an account's jobs run as.
   *
   * @throws EngineException blame PLATFORM when there is none; says how to make it
   */
  UserPrincipal user(Account account) {
    return users.computeIfAbsent(userName(account), this::findOrMake);
  }

  private UserPrincipal findOrMake(String name) {
    UserPrincipal found = find(name);
    if (found == null && !settings.users().hook().isEmpty()) {
      run(name);
      found = find(name);
    }
    if (found == null) {
      throw new EngineException(
          Blame.PLATFORM,
          "account: the Unix user \"%s\" does not exist on this host. Make it here and on every node with the same number (useradd %s, or in your directory service), or set user-hook to a command that does."
              .formatted(name, name));
    }
    return found;
  }

  private static @Nullable UserPrincipal find(String name) {
    try {
      return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    } catch (UserPrincipalNotFoundException none) {
      return null;
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "The Unix user \"%s\" can't be looked up: %s".formatted(name, e), e);
    }
  }

  private void run(String name) {
    List<String> command = new ArrayList<>(settings.users().hook());
    command.add(name);
    Commands.Result result = Commands.run(command, Map.of(), "", HOOK_SECONDS);
    if (result.code() != 0) {
      throw new EngineException(
          Blame.PLATFORM,
          "user-hook: %s ended with %d: %s"
              .formatted(String.join(" ", command), result.code(), result.error().strip()));
    }
  }

  /** Makes what Slurm's database lacks; at the first job of an account only. */
  void inSlurm(Account account) {
    if (settings.accounts() && !made.containsKey(account)) {
      synchronized (this) {
        if (!made.containsKey(account)) {
          control.account(account, userName(account));
          made.put(account, true);
        }
      }
    }
  }
}
