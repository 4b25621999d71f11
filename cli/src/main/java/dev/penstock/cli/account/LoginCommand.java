package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.api.ProblemException;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Input;
import dev.penstock.cli.shell.Settings;
import dev.penstock.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Signs in with an e-mail address and a password, or with an API key. */
@Command(name = "login")
public final class LoginCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--email", paramLabel = "EMAIL")
  @Nullable String email;

  @Option(names = "--password-stdin")
  boolean passwordStdin;

  @Option(names = "--code", paramLabel = "CODE")
  @Nullable String code;

  @Option(names = "--key-stdin")
  boolean keyStdin;

  public LoginCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Api api = shell.anonymous();
    String token = keyStdin ? new Input(shell).secret(true, "ask.key") : session(api);
    JsonNode me = api.as(token).get(Address.of("v1", "me"));
    shell.save(new Settings(api.server().toString(), token, null));
    if (shell.json()) {
      shell.world().out().println(Json.pretty(me));
    }
    shell.tell("login.done", Json.text(me, "name"), Json.text(me, "organisation"), api.server());
    return ExitCode.OK;
  }

  private String session(Api api) {
    if (email == null) {
      throw new Failure(ExitCode.USAGE, "error.email-or-key");
    }
    String password = new Input(shell).secret(passwordStdin, "ask.password");
    try {
      return session(api, email, password, code);
    } catch (ProblemException e) {
      if (code != null || !e.problem().is("second-factor-required")) {
        throw e;
      }
      return session(api, email, password, new Input(shell).secret(false, "ask.code"));
    }
  }

  private static String session(Api api, String email, String password, @Nullable String code) {
    ObjectNode signIn = Json.object().put("email", email).put("password", password);
    if (code != null) {
      signIn.put("code", code);
    }
    return Json.text(api.post(Address.of("v1", "sessions"), signIn), "token");
  }
}
