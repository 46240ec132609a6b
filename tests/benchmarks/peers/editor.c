/* A GTK module that runs subtitleeditor's own Error Checking on every file it was started with, and writes what its
 * dialog shows. Needs none of its source: only GTK's public functions, inside the program as it is installed.
 *
 * GTK_MODULES names the module; TURNCUE_FILES tells how many files were given, TURNCUE_FINDINGS where to write:
 * lines of file, kind, number and text with tabs between. Kinds: "cues" when a file is begun (number: how many it has
 * read), the title of a checker (number: the subtitle's, text: what the dialog says), "done", and "refused" (text: why).
 * Each line is written at once, for the program may hang in a file.
 */

#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT = 0, NUMBER = 3 }; /* columns of the dialog's tree: text, solution, checker, number */

static FILE *out;
static int refused;

typedef gboolean (*Wanted)(GtkWidget *widget, const char *name);

static gboolean is_notebook(GtkWidget *widget, const char *name) {
  (void)name;
  return GTK_IS_NOTEBOOK(widget);
}

static gboolean is_view(GtkWidget *widget, const char *name) {
  (void)name;
  return GTK_IS_TREE_VIEW(widget);
}

static gboolean is_label(GtkWidget *widget, const char *name) {
  (void)name;
  return GTK_IS_LABEL(widget);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static GtkAction *action_of(GtkWidget *item) {
  return GTK_IS_ACTIVATABLE(item) ? gtk_activatable_get_related_action(GTK_ACTIVATABLE(item)) : NULL;
}

static gboolean does(GtkWidget *widget, const char *name) {
  GtkAction *action = GTK_IS_MENU_ITEM(widget) ? action_of(widget) : NULL;
  return action != NULL && strcmp(gtk_action_get_name(action), name) == 0;
}

static void act(GtkWidget *item) { gtk_action_activate(action_of(item)); }
G_GNUC_END_IGNORE_DEPRECATIONS

/* The first widget of a kind, in submenus too. */
static GtkWidget *find(GtkWidget *widget, Wanted wanted, const char *name) {
  if (wanted(widget, name)) return widget;
  GtkWidget *found = NULL;
  GtkWidget *menu = GTK_IS_MENU_ITEM(widget) ? gtk_menu_item_get_submenu(GTK_MENU_ITEM(widget)) : NULL;
  if (menu != NULL) found = find(menu, wanted, name);
  if (found != NULL || !GTK_IS_CONTAINER(widget)) return found;
  GList *children = gtk_container_get_children(GTK_CONTAINER(widget));
  for (GList *at = children; at != NULL && found == NULL; at = at->next) found = find(at->data, wanted, name);
  g_list_free(children);
  return found;
}

/* The window that has a menu item of this action. */
static GtkWidget *window_with(const char *action) {
  GtkWidget *found = NULL;
  GList *windows = gtk_window_list_toplevels();
  for (GList *at = windows; at != NULL && found == NULL; at = at->next)
    if (find(at->data, does, action) != NULL) found = at->data;
  g_list_free(windows);
  return found;
}

static void row(const char *file, const char *kind, const char *number, const char *text) {
  char *flat = g_strdelimit(g_strdup(text), "\n\t", ' ');
  fprintf(out, "%s\t%s\t%s\t%s\n", file, kind, number, flat);
  fflush(out);
  g_free(flat);
}

/* Messages are answered, so that the next file is opened. */
static void dismiss(void) {
  GList *windows = gtk_window_list_toplevels();
  for (GList *at = windows; at != NULL; at = at->next) {
    if (!GTK_IS_MESSAGE_DIALOG(at->data) || !gtk_widget_get_visible(at->data)) continue;
    GtkWidget *area = gtk_message_dialog_get_message_area(at->data);
    GtkWidget *label = find(area, is_label, NULL);
    row("?", "refused", "0", label != NULL ? gtk_label_get_text(GTK_LABEL(label)) : "");
    ++refused;
    gtk_dialog_response(at->data, GTK_RESPONSE_CLOSE);
  }
  g_list_free(windows);
}

static void write_errors(const char *file, GtkTreeModel *errors) {
  GtkTreeIter checker, error;
  for (gboolean more = gtk_tree_model_get_iter_first(errors, &checker); more;
       more = gtk_tree_model_iter_next(errors, &checker)) {
    char *kind;
    gtk_tree_model_get(errors, &checker, TEXT, &kind, -1);
    for (gboolean next = gtk_tree_model_iter_children(errors, &error, &checker); next;
         next = gtk_tree_model_iter_next(errors, &error)) {
      char *number, *text;
      gtk_tree_model_get(errors, &error, NUMBER, &number, TEXT, &text, -1);
      row(file, kind, number, text);
      g_free(number);
      g_free(text);
    }
    g_free(kind);
  }
}

static void check(GtkWidget *window, GtkNotebook *notebook, int page) {
  gtk_notebook_set_current_page(notebook, page);
  char *file = g_strdup(gtk_window_get_title(GTK_WINDOW(window))); /* "name (folder) - subtitleeditor" */
  char *end = strstr(file, " (");
  if (end != NULL) *end = '\0';
  GtkWidget *view = find(gtk_notebook_get_nth_page(notebook, page), is_view, NULL);
  char *count = g_strdup_printf("%d", gtk_tree_model_iter_n_children(gtk_tree_view_get_model(GTK_TREE_VIEW(view)), NULL));
  row(file, "cues", count, "");
  g_free(count);
  if (window_with("TryToFixAll") == NULL) act(find(window, does, "error-checking"));
  GtkWidget *dialog = window_with("TryToFixAll");
  act(find(dialog, does, "Refresh"));
  write_errors(file, gtk_tree_view_get_model(GTK_TREE_VIEW(find(dialog, is_view, NULL))));
  row(file, "done", "0", "");
  g_free(file);
}

static gboolean step(gpointer unused) {
  (void)unused;
  dismiss();
  GtkWidget *window = window_with("error-checking");
  GtkWidget *notebook = window != NULL ? find(window, is_notebook, NULL) : NULL;
  if (notebook == NULL) return G_SOURCE_CONTINUE;
  int pages = gtk_notebook_get_n_pages(GTK_NOTEBOOK(notebook));
  if (pages + refused < atoi(g_getenv("TURNCUE_FILES"))) return G_SOURCE_CONTINUE;
  for (int page = 0; page < pages; ++page) check(window, GTK_NOTEBOOK(notebook), page);
  fclose(out);
  _exit(0); /* nothing is to be saved */
}

void gtk_module_init(gint *argc, gchar ***argv) {
  (void)argc;
  (void)argv;
  const char *path = g_getenv("TURNCUE_FINDINGS");
  out = path != NULL ? fopen(path, "w") : NULL;
  if (out != NULL) g_timeout_add(50, step, NULL);
}
