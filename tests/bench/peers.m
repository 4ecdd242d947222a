% Octave's lyap and care (package control, which calls SLICOT) on the systems that `bench
% --write-systems` has written.
% usage: octave-cli -q peers.m FOLDER SIZES [SECONDS]
% Prints a line `job,who,seconds,residual` for each job, as peers.py does.
1;

function [all_systems, is_watched] = systems(path)
  file = fopen(path, "r", "ieee-le");
  header = fread(file, 3, "double");
  n = header(2); m = header(3);
  is_watched = m > 0;
  all_systems = cell(1, header(1));
  for k = 1:header(1)
    s = struct("A", fread(file, [n n], "double"), "D", fread(file, [n n], "double"));
    if is_watched
      s.M = fread(file, [m n], "double");
      s.R = fread(file, [m m], "double");
      s.Gam = fread(file, [n m], "double");
      s.D = (s.D + s.D') / 2;  % care wants them symmetric to the bit
      s.R = (s.R + s.R') / 2;
    end
    all_systems{k} = s;
  end
  fclose(file);
end

function V = solve_lyapunov(s)
  V = lyap(s.A, s.D);
end

function r = lyapunov_residual(s, V)
  AV = s.A * V;
  r = norm(AV + AV' + s.D, "fro") / (2 * norm(s.A, "fro") * norm(V, "fro") + norm(s.D, "fro"));
end

function V = solve_riccati(s)
  V = care(s.A', s.M', s.D, s.R, s.Gam);
end

function r = riccati_residual(s, V)
  L = V * s.M' + s.Gam;
  learnt = L * (s.R \ L');
  AV = s.A * V;
  r = norm(AV + AV' + s.D - learnt, "fro") / ...
      (2 * norm(s.A, "fro") * norm(V, "fro") + norm(s.D, "fro") + norm(learnt, "fro"));
end

function t = seconds_of(solve, all_systems, least)
  solves = 0;
  start = cputime();
  do
    for k = 1:numel(all_systems)
      solve(all_systems{k});
    end
    solves += numel(all_systems);
    spent = cputime() - start;
  until spent >= least
  t = spent / solves;
end

function t = median_seconds(solve, all_systems, least)
  t = seconds_of(solve, all_systems, 0);
  if t > least
    return
  end
  t = median(arrayfun(@(round) seconds_of(solve, all_systems, least), 1:5));
end

pkg load control
warning("off", "all");
given = argv();
folder = given{1};
least = 0.2;
if numel(given) > 2
  least = str2double(given{3});
end
for n = str2num(strrep(given{2}, ",", " "))
  for family = {"lyapunov/dense", "lyapunov/cascade", "riccati/dense"}
    job = sprintf("%s/%d", family{1}, n);
    [all_systems, is_watched] = systems([folder "/" strrep(job, "/", "_") ".f64"]);
    if is_watched
      solve = @solve_riccati; residual = @riccati_residual;
    else
      solve = @solve_lyapunov; residual = @lyapunov_residual;
    end
    try
      worst = max(cellfun(@(s) residual(s, solve(s)), all_systems));
    catch refusal
      fprintf(stderr, "peers.m: %s: %s\n", job, refusal.message);
      continue
    end
    printf("%s,Octave,%.4e,%.1e\n", job, median_seconds(solve, all_systems, least), worst);
    fflush(stdout);
  end
end
