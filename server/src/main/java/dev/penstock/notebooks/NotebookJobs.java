package dev.penstock.notebooks;

import dev.penstock.jobs.Command;
import dev.penstock.jobs.JobKind;
import dev.penstock.jobs.JobSpec;
import dev.penstock.jobs.JobView;
import dev.penstock.jobs.Jobs;
import dev.penstock.jobs.KeptFolders;
import dev.penstock.jobs.Submission;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.storage.FileEntry;
import dev.penstock.storage.Tree;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Projects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs what was tried in a notebook as a job: from the first cell to the last, with nobody there.
 */
final class NotebookJobs {
  private static final String ENDING = ".ipynb";
  private static final long LARGEST = 64L << 20;
  private static final int LONGEST_NAME = 63;

  /** The code is read-only, and a notebook may write beside itself: it works in a copy. */
  private static final String SCRIPT =
      """
      set -e
      cp -r --no-preserve=mode /job/code /job/work/notebook
      cd /job/work/notebook
      exec /usr/bin/python3 -m nbconvert --to notebook --execute \
        --ExecutePreprocessor.timeout=-1 --output-dir "$PENSTOCK_OUTPUT_REPORT" "./$1"
      """;

  private final Jobs jobs;
  private final KeptFolders folders;
  private final Trees trees;
  private final Projects projects;
  private final JsonMapper json;

  NotebookJobs(Jobs jobs, KeptFolders folders, Trees trees, Projects projects, JsonMapper json) {
    this.jobs = jobs;
    this.folders = folders;
    this.trees = trees;
    this.projects = projects;
    this.json = json;
  }

  /** What is still to be done in the transaction that submits. */
  record Prepared(Submission submission) {}

  /**
   * Takes the notebook's folder as it is now. Outside of any transaction, as it takes as long as
   * the copying does.
   *
   * @throws ProblemException when the file can't be run, or the folder can't be taken
   */
  Prepared prepare(OrgId org, PersonId by, Notebook notebook, NotebookRun run) {
    String file = run.file();
    if (file == null || !file.endsWith(ENDING)) {
      throw Problems.invalid("file", file, "name a notebook's file, such as train.ipynb");
    }
    folders.open(notebook.id().value());
    Tree code = trees.importFolder(org, folders.root(), notebook.id().toString());
    FileEntry entry =
        code.files().stream()
            .filter(it -> it.path().equals(file))
            .findFirst()
            .orElseThrow(
                () ->
                    Problems.invalid(
                        "file", file, "save it first; the notebook's folder has no such file"));
    requireNotebook(org, entry);
    JobSpec spec =
        JobSpec.plain(
            run.name() == null ? name(file) : run.name(),
            JobKind.TRAINING,
            projects.require(org, notebook.project()).name(),
            notebook.runtime(),
            run.flavour() == null ? notebook.flavour() : run.flavour(),
            new Command(List.of("sh", "-c", SCRIPT, "sh", file)),
            code.hash(),
            null,
            List.of(new JobSpec.Output("report", null)),
            run.wallTime());
    return new Prepared(new Submission(org, by, spec));
  }

  /** Submits it; joins the open transaction. */
  JobView submit(Prepared prepared) {
    return jobs.submit(prepared.submission());
  }

  private void requireNotebook(OrgId org, FileEntry entry) {
    if (entry.size() > LARGEST) {
      throw Problems.tooLarge(
          "file", entry.size() + " bytes", "clear its outputs, and save it again");
    }
    JsonNode content = read(org, entry);
    if (!content.path("cells").isArray() || !content.path("nbformat").isNumber()) {
      throw unreadable(entry);
    }
  }

  private JsonNode read(OrgId org, FileEntry entry) {
    try (InputStream bytes = trees.open(org, entry)) {
      return Objects.requireNonNull(json.readTree(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException notJson) {
      throw unreadable(entry);
    }
  }

  private static ProblemException unreadable(FileEntry entry) {
    return Problems.unprocessable(
        "not-a-notebook",
        "file",
        entry.path(),
        entry.path() + " has no cells of a notebook (format 4) in it",
        "open it in Jupyter, and save it again");
  }

  /** A job's name out of a file's. */
  static String name(String file) {
    Function<String, String> trim = it -> it.replaceAll("^-+|-+$", "");
    String stem = file.substring(file.lastIndexOf('/') + 1, file.length() - ENDING.length());
    String name = trim.apply(stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    String shorter = trim.apply(name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    return shorter.isEmpty() ? "notebook" : shorter;
  }
}
